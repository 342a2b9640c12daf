/**
 * Evidence about models that do not exist, of which it is known which one is better: so that a newcomer sees a filled report in a minute
 * and can check what it says. It takes the way of every import, under an origin of its own that reports leave out unless asked.
 */
package dev.kotae.local.demo;
