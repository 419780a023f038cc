package oddboard.api;

import java.util.NoSuchElementException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers for every address under the API that nothing else takes, lest a page of the browser's application does. */
@RestController
class NowhereApi {
    @RequestMapping("/api/v1/**")
    Object nothing() {
        throw new NoSuchElementException("There is no such call; see the API's description.");
    }
}
