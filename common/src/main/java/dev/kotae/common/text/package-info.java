/**
 * What a text's language is and which terms it has, for Japanese and English alike.
 * Documents and questions are analysed by the same code, since Redis has no Japanese tokenizer.
 */
package dev.kotae.common.text;
