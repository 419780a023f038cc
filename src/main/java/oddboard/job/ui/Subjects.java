package oddboard.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobSubject;
import org.springframework.stereotype.Service;

/** Names jobs by what they are about, as far as the viewer may know. */
@Service
class Subjects {
    private final List<JobSubject> rooms;

    Subjects(List<JobSubject> rooms) {
        this.rooms = rooms;
    }

    /** @param href empty for none */
    record Named(String text, String href) {
        Component link() {
            return href.isEmpty() ? new Span(text) : new Anchor(href, text);
        }
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    Named name(Job job, User viewer) {
        return rooms.stream().filter(room -> room.kind().equals(job.kind())).findFirst()
                .flatMap(room -> room.find(job.id(), viewer))
                .map(subject -> new Named(capital(subject.text()), subject.href()))
                .orElseGet(() -> new Named("Job " + job.id() + " (" + job.kind() + ")", ""));
    }
}
