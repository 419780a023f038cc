package oddboard.job;

import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** Tells the pages of this web node which jobs changed, about once a second; news from every node and worker. */
@Service
public class JobNews {
    /**
     * Calls the listener, off any UI thread, with the id of a job that changed (state or progress).
     *
     * @return closes the subscription
     */
    public Runnable subscribe(Consumer<JobId> listener) {
        throw new UnsupportedOperationException();
    }
}
