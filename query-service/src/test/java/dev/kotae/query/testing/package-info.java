/**
 * What measurements need beside the service.
 * Nothing here is part of the build's tests.
 */
package dev.kotae.query.testing;
