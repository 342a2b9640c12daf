/**
 * Puts the service together: ports and their adapters.
 * Nothing is decided here but which class stands behind which port.
 */
package dev.kotae.query.config;
