package dev.kotae.eval.experiment;

/**
 * A model that is to say which answers are better.
 *
 * @param model the model's id in the query service's catalogue
 * @param votes how many users' votes it is compared with, at most
 */
record JudgePlan(String model, int votes) {}
