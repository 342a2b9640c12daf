/**
 * What a Kafka record of a documents topic says, in JSON or as a CloudEvent, or why it says nothing.
 * The rules for keys, fields and sizes live here; nothing behind this room meets an unchecked value.
 */
package dev.kotae.ingest.change;
