/** Questions: how soon the answer begins, how many are answered, and what the way through Kotae costs beside the model alone. */
package dev.kotae.bench.answer;
