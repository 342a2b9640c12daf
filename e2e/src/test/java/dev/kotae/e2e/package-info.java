/**
 * The whole suite, driven as its users drive it: by the command, by Kafka and by HTTP.
 * Nothing here sees a class of the suite.
 */
package dev.kotae.e2e;
