package oddboard.account.ui;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a page says that its person is at it; {@link SessionGuard} has heard it when the request arrives here. */
@RestController
@ConditionalOnWebApplication
class ActivityApi {
    static final String PATH = "/session/active";

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void active() {}
}
