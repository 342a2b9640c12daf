package dev.kotae.local.suite;

import dev.kotae.local.embedding.LocalEmbedder;
import java.nio.file.Path;

/**
 * How to start the suite.
 *
 * @param root the project's folder, with the built services below
 * @param watched whether the parts end with this JVM
 * @param model whether to run a local language model
 * @param modelFile a GGUF file to run instead of the built-in model, or null
 * @param embedder what makes the vectors, or null for what made those that are there, at first bge-small-en-v1.5
 */
public record UpOptions(Path root, boolean watched, boolean model, Path modelFile, LocalEmbedder embedder) {}
