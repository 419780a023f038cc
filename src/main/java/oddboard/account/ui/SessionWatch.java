package oddboard.account.ui;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import oddboard.account.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Ends the sessions of open pages, which would be pushed changes without ever asking: {@link SessionGuard} sees only those
 * that ask. Every web node watches its own; what they go by is in the database.
 */
@Component
@ConditionalOnWebApplication
class SessionWatch implements HttpSessionListener, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
    private static final int SECONDS = 2;

    private final Set<HttpSession> open = ConcurrentHashMap.newKeySet();
    private final Sessions sessions;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("session-watch").daemon().factory());

    SessionWatch(Sessions sessions) {
        this.sessions = sessions;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        sweep();
                    } catch (RuntimeException e) {
                        LOG.warn("Whose session must end could not be found out: {}", e.getMessage());
                    }
                },
                SECONDS,
                SECONDS,
                TimeUnit.SECONDS);
    }

    void sweep() {
        Map<Authentication, HttpSession> signedIn = new IdentityHashMap<>();
        open.removeIf(session -> {
            try {
                if (session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                                instanceof SecurityContext context
                        && context.getAuthentication() != null) {
                    signedIn.put(context.getAuthentication(), session);
                }
                return false;
            } catch (IllegalStateException gone) {
                return true;
            }
        });
        for (Authentication who : sessions.ended(signedIn.keySet())) {
            HttpSession session = signedIn.get(who);
            if (session != null) {
                SessionGuard.end(session);
            }
        }
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        open.add(event.getSession());
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        open.remove(event.getSession());
        try {
            if (event.getSession().getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                    instanceof SecurityContext context) {
                sessions.over(context.getAuthentication());
            }
        } catch (RuntimeException e) {
            // The list of browsers forgets it by its age.
            LOG.debug("An ended session could not be taken off the list", e);
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
