/**
 * Answers, ratings and votes that were collected elsewhere, sent to Kafka as events whose origin is marked. Their ids follow from the
 * origin and the file, so that a file that is imported twice counts once.
 */
package dev.kotae.local.imports;
