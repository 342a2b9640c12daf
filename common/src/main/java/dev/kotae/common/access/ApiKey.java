package dev.kotae.common.access;

import java.util.Set;

/**
 * A key that a program asks with in place of a token. The key itself is nowhere, only its hash.
 *
 * @param name what operators call it; shown in logs
 * @param user who asks with it
 * @param groups the groups that decide what {@code readers} let through
 * @param sha256 SHA-256 of the key
 */
record ApiKey(String name, String user, Set<String> groups, byte[] sha256) {

    /** What every key begins with, which tells it from a token. */
    static final String PREFIX = "kotae_";

    ApiKey {
        groups = Set.copyOf(groups);
    }
}
