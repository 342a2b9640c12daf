/**
 * What the console in the browser must know of this installation before it can ask anything; its pages themselves are files. Nothing
 * here needs to know who asks.
 */
package dev.kotae.query.console;
