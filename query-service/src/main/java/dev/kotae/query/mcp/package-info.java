/**
 * The door for agents: searching and asking as tools of the Model Context Protocol, at {@code /mcp}.
 * An agent sees what its user may see, and is told of problems in words and codes.
 */
package dev.kotae.query.mcp;
