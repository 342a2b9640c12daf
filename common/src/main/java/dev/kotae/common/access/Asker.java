package dev.kotae.common.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Set;

/**
 * Who is asking.
 *
 * @param user the token's subject, or the name in {@code X-Kotae-User}
 * @param groups the groups that decide what {@code readers} let through
 */
public record Asker(String user, Set<String> groups) {

    public Asker {
        groups = Set.copyOf(groups);
    }

    /** The asker of the current request. */
    public static Asker of(SecurityIdentity identity) {
        return new Asker(identity.getPrincipal().getName(), identity.getRoles());
    }
}
