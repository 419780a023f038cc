package oddboard.dev;

import com.vaadin.flow.internal.BrowserLiveReload;
import com.vaadin.flow.internal.BrowserLiveReloadAccessor;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Reloads open pages when a script, an image or a class changed; Vaadin itself exchanges style sheets in the page. */
@Component
class LiveReload implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;

    @Override
    public void serviceInit(ServiceInitEvent event) {
        BrowserLiveReloadAccessor.getLiveReloadFromService(event.getSource())
                .ifPresent(reload ->
                        Thread.ofPlatform().daemon().name("live-reload").start(() -> follow(reload)));
    }

    private static void follow(BrowserLiveReload reload) {
        try {
            Changes files = new Changes(DevServer.classes());
            while (true) {
                TimeUnit.MILLISECONDS.sleep(200);
                if (files.take().stream().anyMatch(file -> !file.toString().endsWith(".css"))) {
                    reload.reload();
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("Pages are no longer reloaded: " + e);
        }
    }
}
