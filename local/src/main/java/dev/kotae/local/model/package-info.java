/**
 * A small language model in a JVM of its own, behind OpenAI's chat API. One question is answered at a time, others wait for their
 * turn, and what nobody waits for any more is not generated.
 */
package dev.kotae.local.model;
