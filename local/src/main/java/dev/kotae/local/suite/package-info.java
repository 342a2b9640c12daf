/**
 * The whole suite on this machine: Kafka, Redis, the model server and the three services, each a child process below one folder of
 * state. Services are met over HTTP and as built jars only.
 */
package dev.kotae.local.suite;
