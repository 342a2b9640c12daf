/**
 * A real Kafka broker on this machine, in a JVM of its own, and the topics that the suite and its tests need. It is Kafka's own
 * server, configured for one node and little memory.
 */
package dev.kotae.local.kafka;
