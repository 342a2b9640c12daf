package dev.kotae.query.replay;

import dev.kotae.query.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who may have something done for experiments: the members of {@code kotae.replays.group}, whom the eval service belongs to. */
@ApplicationScoped
class ExperimentGroup {

    private final SecurityIdentity identity;
    private final String group;
    private final boolean everyone;

    ExperimentGroup(
            ReplayConfig replays,
            @ConfigProperty(name = "kotae.auth", defaultValue = "oidc") String auth,
            SecurityIdentity identity) {
        this.identity = identity;
        this.group = replays.group();
        // On one machine whoever can ask can also claim any group
        this.everyone = auth.equals("none");
    }

    /**
     * Lets members pass.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem {@code forbidden} for others
     */
    void require() {
        if (!everyone && !identity.hasRole(group)) {
            throw Problems.forbidden("This needs a member of the group " + group);
        }
    }
}
