/**
 * What the service sends to Kafka: receipts, and dead letters.
 * Everything is acknowledged by all replicas before anybody acts on its having been sent.
 */
package dev.kotae.ingest.publish;
