/**
 * The JSON that crosses Kafka between the services and to their users, with the names of the topics it crosses.
 * Each event carries its schema's number; readers ignore fields they do not know.
 */
package dev.kotae.common.event;
