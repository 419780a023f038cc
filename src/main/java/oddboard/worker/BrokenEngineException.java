package oddboard.worker;

import org.springframework.boot.ExitCodeGenerator;

/** This worker can't compute, so it ends before it takes a job. */
final class BrokenEngineException extends RuntimeException implements ExitCodeGenerator {
    /** Exit status of a worker whose engine does not compute. */
    static final int STATUS = 71;

    private static final long serialVersionUID = 1L;

    BrokenEngineException(String sentence, Exception cause) {
        super(sentence, cause);
    }

    @Override
    public int getExitCode() {
        return STATUS;
    }
}
