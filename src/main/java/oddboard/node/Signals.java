package oddboard.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that was asked to end, and did so in order, has not failed: its status is 0 and not 143. */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    static void endInOrder() {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> System.exit(0));
            } catch (IllegalArgumentException e) {
                LOG.debug("The system has no signal {} for us", name);
            }
        }
    }
}
