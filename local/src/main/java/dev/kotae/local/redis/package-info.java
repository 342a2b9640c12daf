/**
 * A real Redis with the Query Engine on this machine, whichever way it can be had: given by its address, installed, in a
 * container, or fetched once into the user's cache. What it is told to keep survives a crash.
 */
package dev.kotae.local.redis;
