package dev.kotae.query.model;

import dev.kotae.query.model.Catalogue.State;

/**
 * A model of a provider as the catalogue offers it.
 *
 * @param spec what is known of it and how it is called
 * @param state how it is
 * @param reason why it is not ready, in words fit for users, or null
 */
record Offer(ModelSpec spec, State state, String reason) {}
