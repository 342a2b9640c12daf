/**
 * Real questions answered once more by two settings, a baseline and a candidate, and compared question by question. What is planned and
 * what came of each question lies on Kafka; every instance reads all of it, and one at a time runs an experiment.
 */
package dev.kotae.eval.experiment;
