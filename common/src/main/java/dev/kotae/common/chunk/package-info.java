/**
 * The unit that is embedded, searched and cited: a piece of one section of one document.
 * A chunk's identity depends on its content alone, so that what did not change is recognised and kept.
 */
package dev.kotae.common.chunk;
