// The page of a reading under way asks for its state with htmx; without script the page reloads itself.
import "htmx.org";
