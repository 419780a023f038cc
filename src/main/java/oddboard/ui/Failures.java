package oddboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.ServerRpcHandler;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.common.Outage;
import oddboard.common.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Tells users that a click failed, in a sentence; the log has the cause under the same reference. */
@Component
class Failures implements VaadinServiceInitListener {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public void serviceInit(ServiceInitEvent start) {
        start.getSource()
                .addSessionInitListener(session -> session.getSession().setErrorHandler(error -> {
                    if (error.getThrowable() instanceof IOException) {
                        LOG.debug("A browser went away before its answer", error.getThrowable());
                        return;
                    }
                    String sentence = sentence(error.getThrowable());
                    if (UI.getCurrent() != null) {
                        Toast.error(sentence);
                    }
                }));
    }

    /** What to tell: a refusal in its own words, and of everything else a reference to the log. */
    static String sentence(Throwable cause) {
        if (cause instanceof NotFoundException
                || cause instanceof ConflictException
                || cause instanceof InputException
                || cause instanceof AccessDeniedException) {
            LOG.debug("A page did not handle a refusal", cause);
            return String.valueOf(cause.getMessage());
        }
        if (isRefusedByFlow(cause)) {
            // As many of these may come as somebody likes to send: a line each, no more.
            LOG.warn("A page sent what it can't send: {}", String.valueOf(cause.getMessage()));
            return "The server did not take what this page sent; reload the page and try again.";
        }
        String reference = log(cause);
        StorageException storage = StorageException.in(cause).orElse(null);
        if (storage != null) {
            return storage.getMessage() + " Reference " + reference + ".";
        }
        return Outage.isPassing(cause)
                ? "The database can't be reached now; try again in a moment. Reference " + reference + "."
                : "Internal error. The server's log has the cause under reference " + reference + ".";
    }

    /** Whether it fails before any code of the program's own has seen the message. */
    private static boolean isRefusedByFlow(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean received = false;
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("oddboard.")) {
                    break;
                }
                if (frame.getClassName().equals(ServerRpcHandler.class.getName())) {
                    received = true;
                    break;
                }
            }
            if (!received) {
                return false;
            }
        }
        return true;
    }

    private static String log(Throwable cause) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Reference {}", reference, cause);
        return reference;
    }
}
