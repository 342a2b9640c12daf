/**
 * The door for clients of OpenAI's API: their requests become questions, answers become completions with citations.
 * Nothing is answered here; the wire alone is spoken.
 */
package dev.kotae.query.openai;
