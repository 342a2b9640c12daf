/**
 * The suite as a user has it: started by the command, spoken to over HTTP and Kafka. Nothing here sees a service's classes.
 */
package dev.kotae.bench.suite;
