/**
 * Answers real questions once more for the eval service's experiments: from the chunks that were given then, or from a fresh search, and has a
 * model judge two of them. For the members of one group, since who calls this says which user's question it is.
 */
package dev.kotae.query.replay;
