/**
 * The real Kafka and Redis for integration tests: started on first use, shared by all tests of a JVM, gone with it; and a model
 * server whose models do what a test's script says. Nothing here is meant for production code.
 */
package dev.kotae.local.testing;
