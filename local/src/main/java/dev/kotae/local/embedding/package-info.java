/**
 * The embedders that the suite can run on this machine. What is not inside the services is a server behind OpenAI's embeddings API, a
 * child process like every other part.
 */
package dev.kotae.local.embedding;
