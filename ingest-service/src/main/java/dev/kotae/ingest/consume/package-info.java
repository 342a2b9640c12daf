/**
 * Takes records from Kafka through the pipeline and keeps account of it: positions, spans, metrics, health.
 */
package dev.kotae.ingest.consume;
