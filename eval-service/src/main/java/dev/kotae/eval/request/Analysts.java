package dev.kotae.eval.request;

import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who may read what users asked, were answered and wrote, and keep it: the members of one group. */
@ApplicationScoped
public class Analysts {

    private final String group;
    private final boolean everyone;
    private final SecurityIdentity identity;

    Analysts(
            EvalConfig config,
            @ConfigProperty(name = "kotae.auth", defaultValue = "oidc") String auth,
            SecurityIdentity identity) {
        this.group = config.analysts();
        // On one machine whoever can ask can also claim any group
        this.everyone = auth.equals("none");
        this.identity = identity;
    }

    /**
     * Lets the asker of the current request pass.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403, if they are no analyst
     */
    public void require() {
        if (!everyone && !identity.hasRole(group)) {
            throw Problems.forbidden("This needs a member of the group " + group);
        }
    }
}
