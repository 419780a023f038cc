package oddboard.account;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence why the program does not start, instead of a stack trace. */
class BootstrapTokenAnalyzer extends AbstractFailureAnalyzer<BootstrapTokenException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, BootstrapTokenException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set a longer token, such as the output of \"openssl rand -hex 32\", or none.",
                cause);
    }
}
