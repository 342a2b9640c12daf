/**
 * The counts: a projection of the answers and ratings on Kafka into Redis, each event counted once and joined by answer id.
 * Losing Redis loses nothing; reading the topics from their start builds the same counts again.
 */
package dev.kotae.eval.evidence;
