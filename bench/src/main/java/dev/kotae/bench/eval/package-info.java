/** Answers and ratings: how fast they are counted, what is kept of them, how soon a report and a rating are there. */
package dev.kotae.bench.eval;
