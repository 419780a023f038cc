package oddboard.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where there is no Chromium, but not in continuous integration: there {@link Chromium} fails and says why. */
final class ChromiumCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        return evaluate(Chromium.path().isPresent(), System.getenv("CI"));
    }

    /** @param ci the environment variable's value */
    static ConditionEvaluationResult evaluate(boolean found, @Nullable String ci) {
        return found || "true".equalsIgnoreCase(ci)
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled("no Chromium: set CHROMIUM_PATH or install it");
    }
}
