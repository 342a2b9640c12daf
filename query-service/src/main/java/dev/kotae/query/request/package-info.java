/**
 * What clients send, read strictly: a wrong field is named, with what it should have been.
 */
package dev.kotae.query.request;
