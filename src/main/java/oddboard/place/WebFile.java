package oddboard.place;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import oddboard.common.InputException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.springframework.http.ContentDisposition;

/**
 * A file at an address. Its name does not show the address's query, which may hold a key.
 *
 * @param address with its query
 * @param file as the host described it
 */
record WebFile(WebFiles web, URI address, PlaceFile file) implements Place {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

    /** @throws InputException where there is no file, or the host does not answer */
    static WebFile at(WebFiles web, URI address) {
        // One byte: some addresses can be read but not asked about.
        try (WebAnswer answer = web.get(address, List.of(new BasicHeader("Range", "bytes=0-0")))) {
            int status = answer.status();
            if (status != 200 && status != 206) {
                throw refused(address, status);
            }
            if (status == 206 && size(answer) < 0) {
                throw fault("ADDRESS_REFUSED", address, "sends a part of the file and no size of it.");
            }
            String name = name(address, answer);
            if (answer.value("Content-Type").startsWith("text/html") && !name.endsWith(".html")) {
                throw fault(
                        "ADDRESS_REFUSED",
                        address,
                        "answers with a web page instead of " + name
                                + "; it may want a sign-in, which this server has not.");
            }
            return new WebFile(web, address, new PlaceFile(name, size(answer), 0, tag(answer)));
        } catch (IOException e) {
            throw away(address, e);
        }
    }

    private static InputException away(URI address, IOException e) {
        String host = address.getHost();
        String sentence = e instanceof UnknownHostException
                ? "There is no host named " + host + "."
                : e instanceof SSLException
                        ? "The certificate or encryption of the host " + host
                                + " can't be trusted; if the certificate is"
                                + " your company's own, an administrator can add it to Java's trust store."
                        : "The host " + host + " could not be reached; try again later.";
        return new InputException("ADDRESS_AWAY", shown(address), "", sentence);
    }

    private static InputException refused(URI address, int status) {
        return switch (status) {
            case 401, 403 ->
                fault("ADDRESS_REFUSED", address, "does not give this file to everybody (status " + status + ").");
            case 404, 410 -> fault("ADDRESS_REFUSED", address, "has nothing at this address (status " + status + ").");
            case 416 -> fault("ADDRESS_REFUSED", address, "has an empty file at this address.");
            default ->
                status == 429 || status >= 500
                        ? fault(
                                "ADDRESS_AWAY",
                                address,
                                "is too busy or out of order (status " + status + "); try again later.")
                        : fault("ADDRESS_REFUSED", address, "answers with status " + status + ".");
        };
    }

    private static InputException fault(String code, URI address, String predicate) {
        return new InputException(code, shown(address), "", "The host " + address.getHost() + " " + predicate);
    }

    private static String shown(URI address) {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return address.getScheme() + "://" + address.getRawAuthority() + path;
    }

    private static String name(URI address, WebAnswer answer) {
        String said = answer.value("Content-Disposition");
        try {
            String name = said.isEmpty() ? null : ContentDisposition.parse(said).getFilename();
            if (name != null && !name.isBlank()) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // What is no header names no file.
        }
        String path = address.getPath() == null ? "" : address.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? address.getHost() : last;
    }

    private static long size(WebAnswer answer) {
        if (answer.status() == 206) {
            Matcher range = CONTENT_RANGE.matcher(answer.value("Content-Range"));
            return range.matches() ? Long.parseLong(range.group(2)) : -1;
        }
        HttpEntity entity = answer.response().getEntity();
        return entity == null ? -1 : entity.getContentLength();
    }

    /** Weak tags do not promise the same bytes. */
    private static String tag(WebAnswer answer) {
        String tag = answer.value("ETag");
        return tag.startsWith("W/") ? "" : tag;
    }

    @Override
    public String name() {
        return shown(address);
    }

    @Override
    public boolean isFile() {
        return true;
    }

    @Override
    public Listing list() {
        return new Listing(List.of(file), List.of());
    }

    @Override
    public InputStream open(PlaceFile listed) throws IOException {
        try {
            return new ResumingStream(
                    this::open,
                    file.size(),
                    PAUSE,
                    () -> fault(
                            "ADDRESS_AWAY",
                            address,
                            "broke off while " + file.path() + " was read, and does not go on; try again later."));
        } catch (ChangedFileException e) {
            throw e;
        } catch (IOException e) {
            throw away(address, e);
        }
    }

    private InputStream open(long offset) throws IOException {
        List<Header> headers = new ArrayList<>();
        if (offset > 0) {
            if (file.tag().isEmpty()) {
                throw fault(
                        "ADDRESS_AWAY",
                        address,
                        "broke off, and gives no ETag by which reading could go on; try again.");
            }
            headers.add(new BasicHeader("Range", "bytes=" + offset + "-"));
            headers.add(new BasicHeader("If-Range", file.tag()));
        }
        WebAnswer answer = web.get(address, headers);
        InputStream bytes = null;
        try {
            bytes = bytes(answer, offset);
            return bytes;
        } finally {
            if (bytes == null) {
                answer.close();
            }
        }
    }

    private InputStream bytes(WebAnswer answer, long offset) throws IOException {
        int status = answer.status();
        if (status == 429 || status >= 500) {
            throw new IOException("status " + status);
        }
        HttpEntity entity = answer.response().getEntity();
        boolean fits = (status == 200 || (status == 206 && offset > 0))
                && entity != null
                && tag(answer).equals(file.tag());
        if (!fits || (status == 206 && !starts(answer, offset)) || (status == 200 && resized(size(answer)))) {
            throw new ChangedFileException(file.path());
        }
        InputStream in = entity.getContent();
        if (status == 200) {
            in.skipNBytes(offset);
        }
        return new FilterInputStream(in) {
            /** Else the rest of the file would be read in vain. */
            @Override
            public void close() {
                answer.close();
            }
        };
    }

    private static boolean starts(WebAnswer answer, long offset) {
        Matcher range = CONTENT_RANGE.matcher(answer.value("Content-Range"));
        return range.matches() && Long.parseLong(range.group(1)) == offset;
    }

    private boolean resized(long size) {
        return size >= 0 && file.size() >= 0 && size != file.size();
    }
}
