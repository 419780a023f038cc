package oddboard.ingest.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.List;
import java.util.function.Consumer;
import oddboard.dataset.DatasetId;
import oddboard.upload.PartialUpload;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where files are dropped: the browser sends each to the API in pieces, and takes up what broke off; this side only hears
 * of the end.
 */
@Tag("odd-upload")
@JsModule("context://odd-upload.js")
public final class UploadBox extends Component {
    private static final long serialVersionUID = 1L;
    private boolean busy;

    /**
     * @param unfinished this user's files that broke off earlier
     * @param sent gets each whole file's id
     * @param busyChanged called where {@link #isBusy} has changed
     */
    public UploadBox(DatasetId dataset, List<PartialUpload> unfinished, Consumer<UploadId> sent, Runnable busyChanged) {
        var element = getElement();
        element.setAttribute("target", "api/v1/datasets/" + dataset + "/uploads/tus");
        element.setAttribute(
                "hint", "or drop a folder of images here, archives, or trainingset.npy, testingset.npy and labels.csv");
        element.setAttribute("unfinished", json(unfinished));
        var csrf = csrf();
        if (csrf != null) {
            element.setAttribute("csrf-header", csrf.getHeaderName());
            element.setAttribute("csrf-token", csrf.getToken());
        }
        element.addEventListener("odd-upload-sent", event -> {
                    var id = event.getEventData().path("event.detail.upload").asString("");
                    if (id.matches("[0-9]{1,18}")) {
                        sent.accept(new UploadId(Long.parseLong(id)));
                    }
                })
                .addEventData("event.detail.upload");
        element.addEventListener("odd-upload-busy", event -> {
                    busy = event.getEventData().path("event.detail.busy").asBoolean(false);
                    busyChanged.run();
                })
                .addEventData("event.detail.busy");
    }

    /** What may be dropped, in words after "Choose a folder". */
    public void setHint(String hint) {
        getElement().setAttribute("hint", hint);
    }

    /** Whether files are still on their way. */
    public boolean isBusy() {
        return busy;
    }

    /** The API asks a browser's session for this token, as a page elsewhere could not know it. */
    private static @Nullable CsrfToken csrf() {
        var request = VaadinServletRequest.getCurrent();
        return request == null
                ? null
                : (CsrfToken) request.getHttpServletRequest().getAttribute(CsrfToken.class.getName());
    }

    private static String json(List<PartialUpload> unfinished) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (var one : unfinished) {
            all.addObject()
                    .put("link", "api/v1/datasets/" + one.dataset() + "/uploads/tus/" + one.id())
                    .put("name", one.filename())
                    .put("size", one.size())
                    .put("received", one.received())
                    .put("fingerprint", one.fingerprint());
        }
        return all.toString();
    }
}
