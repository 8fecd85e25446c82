"""What `words.toml` has to say: each of its tables, and the keys of each."""

from collections.abc import Collection
from enum import StrEnum

from chalicelib.domain.adjusting.fields import SCHEMA, Group
from chalicelib.domain.back_office.first_day import Step
from chalicelib.domain.back_office.to_do import ToDoKind
from chalicelib.domain.directory.alike import Alike
from chalicelib.domain.directory.entries import MailStanding
from chalicelib.domain.directory.filters import Filter
from chalicelib.domain.directory.history import Happening
from chalicelib.domain.events.events import EventKind, EventMode, Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.events.topics import TopicStatus
from chalicelib.domain.journey.steps import StepKey, StepState
from chalicelib.domain.letters.letters import LetterState, Whom
from chalicelib.domain.levels import Maturity
from chalicelib.domain.looks import Shows
from chalicelib.domain.mail import messages
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.roundups import What
from chalicelib.domain.mail.team.listing import Listing
from chalicelib.domain.mail.wording.placeholders import offered
from chalicelib.domain.people import participants as people
from chalicelib.domain.people import privacy_requests
from chalicelib.domain.people.consents import ConsentSource
from chalicelib.domain.people.mail_purposes import OPTIONAL, MailPurpose
from chalicelib.domain.people.staff import Role
from chalicelib.domain.people.staff_acts import Deed
from chalicelib.domain.privacy import held
from chalicelib.domain.privacy.held import PARTS
from chalicelib.domain.privacy.incidents import Risk
from chalicelib.domain.retention import Ends, RetentionClass
from chalicelib.domain.sessions.bookings import BookingStatus
from chalicelib.domain.sessions.slots import Format
from chalicelib.domain.telephone.phone_calls import CallState, Reason
from chalicelib.domain.week.external import Unread

TABLES: dict[str, type[StrEnum]] = {
    "first_day": Step,
    "first_day_why": Step,
    "maturity": Maturity,
    "maturity_note": Maturity,
    "alike": Alike,
    "participant_kind": people.ParticipantKind,
    "participant_kind_note": people.ParticipantKind,
    "participant_kind_team": people.ParticipantKind,
    "heard_from": people.HeardFrom,
    "format": Format,
    "booking_status": BookingStatus,
    "booking_status_past": BookingStatus,
    "session_news": What,
    "calendar_unread": Unread,
    "session_news_of_several": What,
    "session_news_counted": What,
    "step": StepKey,
    "step_length": StepKey,
    "step_note": StepKey,
    "step_state": StepState,
    "event_kind": EventKind,
    "event_mode": EventMode,
    "event_mode_choice": EventMode,
    "mode": Mode,
    "registration_status": RegistrationStatus,
    "registration_status_colour": RegistrationStatus,
    "registration_status_team": RegistrationStatus,
    "registration_status_team_colour": RegistrationStatus,
    "topic_status": TopicStatus,
    "mail_reason": messages.Kind,
    "held_origin": held.Origin,
    "people_filter": Filter,
    "mail_standing": MailStanding,
    "deed": Deed,
    "happening": Happening,
    "mail_kind": messages.Kind,
    "mail_became": messages.State,
    "letter_state": LetterState,
    "letter_whom": Whom,
    "mail_listing": Listing,
    "mail_listing_empty": Listing,
    "role": Role,
    "role_given": Role,
    "held_source": held.Source,
    "consent_source": ConsentSource,
    "consent_source_team": ConsentSource,
    "shows": Shows,
    "to_do": ToDoKind,
    "call_reason": Reason,
    "call_state": CallState,
    "request_kind": privacy_requests.RequestKind,
    "request_state": privacy_requests.RequestState,
    "request_channel": privacy_requests.Channel,
    "mail_purpose": MailPurpose,
    "incident_risk": Risk,
    "mail_ground": messages.Ground,
    "retention_class": RetentionClass,
    "retention_until": RetentionClass,
    "retention_ends": Ends,
    "setting_group": Group,
    "setting_group_lead": Group,
}
"""Each table of `words.toml` and the enumeration it is of."""

_WRITTEN = {
    "purpose": (
        "program event newsletter community summaries directory testimonial surveys letters"
    ),
    "beside_the_steps": "meetings",
    "demand_filter": "wanting waiting",
    "mail_why": (
        "person_gone no_address address_bounced unsubscribed no_basis out_of_time answered "
        "event_gone event_changed event_cancelled topic_changed seat_taken not_invited "
        "booking_changed alert_gone hours_taken registration_changed request_closed "
        "survey_gone trial_gone nothing_new in_roundup told_lately first_mails_held day_full "
        "night not_accepted not_composed throttled unsettled held_back refused "
        "restored_uncertain unknown_twice letter_gone letter_stopped complained "
        "perhaps_left"
    ),
    "report_table": (
        "accompaniments accompaniments.by_theme accompaniments.by_format "
        "accompaniments.by_month accompaniments.by_theme_and_kind people people.by_kind "
        "people.by_maturity people.by_discipline people.by_maturity_and_kind "
        "people.by_discipline_and_kind levels.before levels.after levels.moves journey events "
        "events.by_kind events.list conversion conversion.by_kind conversion.by_event survey "
        "survey.people_reached survey.satisfaction survey.best_axis reach reach.observed "
        "indicators"
    ),
    "report_figure": (
        "total target individual group with_several referred_by_colleague registered booked "
        "held answered shared count attendances people title kind starts_at in_person online "
        "accompanied_who_attended invited rate others project_planned concrete_action answers "
        "sum mean direct method registered_through_participants value source"
    ),
    "mail_area": "people sessions demand documents surveys events privacy",
    "mail_block": (
        "subject title preheader opening calendar prepare next closing ambassador further "
        "community diagnostic"
    ),
    "mail_variant": (
        "to_confirm of_child guarded corrected last moved cancelled away waitlisted times "
        "room times_and_room room_only not_public"
    ),
}

OTHERS: dict[str, Collection[str]] = {
    "setting": tuple(SCHEMA),
    "setting_hint": tuple(SCHEMA),
    "unsubscribe": tuple(each.value for each in OPTIONAL),
    "mail_reason_of_group_session": tuple(k.value for k in KINDS if KINDS[k].follows_session),
    "placeholder": {name for kind in KINDS for name in offered(kind)},
    "held_part": {part.name for part in PARTS},
    **{table: keys.split() for table, keys in _WRITTEN.items()},
}
"""The keys of the tables of what is no enumeration, or of some of its members."""


OPEN = frozenset({"event_language"})
"""Tables of which a region says what there is: any key."""

BESIDE = frozenset({"purpose"})
"""Tables to which a region adds keys: what consents of its own were called, asked for or not."""

KEYS: dict[str, Collection[str]] = {
    **dict.fromkeys(OPEN, ()),
    **{table: [each.value for each in members] for table, members in TABLES.items()},
    **OTHERS,
}
