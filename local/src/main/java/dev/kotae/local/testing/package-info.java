/**
 * The real Kafka and Redis for integration tests: started on first use, shared by all tests of a JVM, gone with it. Nothing here is
 * meant for production code.
 */
package dev.kotae.local.testing;
