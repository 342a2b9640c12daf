/**
 * The ingest service: it reads document changes from Kafka and keeps the index in Redis true to them.
 * A change is read, parsed, split, planned, embedded and applied, each in a room of its own.
 */
package dev.kotae.ingest;
