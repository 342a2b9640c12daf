/**
 * How the service is set up: its configuration, and the one place where its parts are put together.
 */
package dev.kotae.ingest.config;
