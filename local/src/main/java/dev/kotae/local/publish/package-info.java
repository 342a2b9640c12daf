/**
 * From files, repositories and lines of JSON to changes on Kafka, and on to what became of each. A change is done when its receipt,
 * named by topic id, partition and offset, has arrived.
 */
package dev.kotae.local.publish;
