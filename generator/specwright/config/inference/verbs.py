"""Vocabulary: which path segments are actions, and which words of a path say nothing.

Data, in one place, so that a wrong guess is corrected by moving a word.
"""

from __future__ import annotations

from ..words import word_set

# A trailing segment that is one of these is an action, whatever the HTTP method: `/orders/{id}/cancel`.
VERBS = word_set("""
    accept acknowledge activate add adjust allow amend append apply approve assign attach authenticate authorize
    autocomplete ban bind calculate cancel capture change check cleanup clear clone close compare complete
    compute configure confirm connect contains convert count create deactivate decline decode decrypt delete
    deny deploy deprovision destroy detach detect diff disable disconnect discover dismiss dispatch download
    duplicate edit embed enable encode encrypt enqueue enroll enter evaluate exchange execute exists expand
    expire extend extract fetch finalize find finish flush follow forget freeze generate get grant hide import
    inactivate increment ingest initialize initiate insert inspect install introspect invalidate invite invoke
    join kick kill leave list load login logout lookup merge migrate modify moderate move mute notify obtain
    parse pause ping predict preview promote provision prune publish purge query rate rebuild recalculate
    reconnect recover redeem refresh regenerate register reindex reissue reject reload remove rename renew
    reopen reorder repair replace reprocess republish resend reset resize resolve respond restart restore
    resubmit resume retrieve retry reverse revert revoke rotate save search seek send set settle sign signin
    signout signup simulate skip split start submit subscribe suspend swap switch sync synchronize terminate
    tokenize toggle transcribe transform translate unarchive unassign unban unblock unfollow unfreeze uninstall
    unlink unlock unmerge unmute unpause unpin unpublish unregister unshare unstar unsubscribe unsuspend update
    upgrade upload upsert validate verify void withdraw write
    """)

# These are actions only where nothing is read: `POST /runs/{id}/archive`, but `GET /stop/{id}` is a bus stop.
WEAK_VERBS = word_set("""
    abort ack archive authorizations block bookmark boot charge checkout click comment compact copy crosspost
    debit deposit draw estimate export fail fork hold impersonate link lock log mark match next open pay pin
    play plan poll post previous process proxy push reboot reconcile refund reindex release remix repeat replay
    report request return review rollback rollover run scale scan schedule score share shuffle sleep snooze star
    stop stream sweep tag test track train transfer trigger unmark view vote wake watch
    """)

# Verbs that stay verbs in front of a plural when something is read: `GET /list-users`, but not `GET /check-runs`.
READING_VERBS = word_set("get list find search fetch lookup load retrieve query count compare calculate")

# These in front of a THING only say what it is for: `POST /download-url`, `POST /login_links`.
NOUNISH = word_set("check download invite login logout preview query search sign signin signout signup start upload")
THINGS = word_set("""
    url urls link links session sessions token tokens result results run runs credential credentials info
    history status job jobs page pages key keys code codes config configuration settings policy policies log
    logs
    """)

# In front of a verb: `bulk-delete`.
ADVERBS = word_set("batch bulk mass multi force soft hard quick re un")

# A segment that only says which of the things is meant: `GET /releases/latest`.
QUALIFIERS = word_set("latest current recent all default mine random first last active")

# A segment that only joins: `/users/by/username/{name}`, `/pages/by-path/{path}`.
CONNECTORS = word_set("by for with from")

# Leading segments that are not about anything.
NOISE = word_set("api apis rest restapi")

# First words of operationIds that only repeat the HTTP method.
CRUD_WORDS = word_set("get list create update delete post put patch retrieve read add remove fetch find query")

# Names of the property that holds the items of a page.
ITEM_NAMES = word_set("data items results result values entries records list rows elements objects content hits nodes")

RESOURCE_MEMBERS = frozenset(("with_raw_response", "with_streaming_response"))
"""Attributes of every resource."""

CLIENT_MEMBERS = RESOURCE_MEMBERS | word_set("""
    get post put patch delete head options request get_api_list close is_closed copy with_options auth_headers
    default_headers default_query default_cookies custom_auth base_url timeout max_retries http_client
    platform_headers qs user_agent environment server types resources
    """)
"""Attributes of every client, which neither resources nor methods on it may take."""

EXTENSIONS = word_set(
    "json xml yaml yml csv tsv txt html pdf png jpg jpeg gif svg ics zip gz tar php do aspx ashx jsp md"
)
"""File extensions: `widget.png` is one name."""

# First words of operationIds of what is an update, though it is a POST.
UPDATE_VERBS = word_set("update modify edit change set patch save adjust amend configure put")

# Words that join others.
JOINTS = word_set("for of in to by a an the from on with at and s")

# Words of properties that describe a page, not what is on it.
META_WORDS = word_set(
    """
    count total meta links pagination paging page cursor next prev previous more offset limit size url href kind etag
    version object type has
    """
)
