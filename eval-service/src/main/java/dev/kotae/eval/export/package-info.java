/**
 * Rated answers for fine-tuning: as chats, as preferences, as an InstructLab taxonomy's file. Read back from Kafka and streamed in bounded
 * steps, with where each came from and without who asked.
 */
package dev.kotae.eval.export;
