"""Stories of days with workshops, as data: each case says why.

Written from the rules before the code was tried. Workshops are small letters: `a b c` in the morning, `d e f` in the
afternoon, `l` through both; `@` is the day itself. Persons are capitals.

Acts: `+Pad` P registers and would like a, then d; with `~` at the end P also waits for a better choice. `*Pd` P changes
to these wishes, `-P` P cancels. `=a3` the office gives a three places, `=a` no limit; `xa` a does not take place,
`a>2` a moves to the afternoon (1: morning). `ice` the queue is frozen, `thaw` it is not any more, `!a` the team lets
in the next of a, `^Pa` the team puts P into a.

At the end, of each place where anybody is: `a=PQ/RS`, P and Q have one (by name), R and S wait (in their order).
"""

from typing import NamedTuple


class Story(NamedTuple):
    """A row of acts on a day of `places` (None: no limit) with `rooms` (`a1`: a has one place), and who is where after."""

    why: str
    rooms: str
    acts: str
    seats: str
    places: int | None = None
    refused: str = ""  # acts that must be refused and leave everything as it was


CHOICES = [
    Story("the first choice is free", "a1 b1", "+Pab", "@=P a=P"),
    Story("no workshop asked for: only the day", "a1", "+P", "@=P"),
    Story("two of one slot are never both given", "a b", "+Pba", "@=P b=P"),
    Story("no limit: nobody waits", "a", "+Pa +Qa +Ra", "@=PQR a=PQR"),
    Story("no place at all: everybody waits", "a0", "+Pa +Qa", "@=PQ a=/PQ"),
    Story("a full first choice gives the second, and no queue", "a1 b1", "+Pa +Qab", "@=PQ a=P b=Q"),
    Story("who accepts the queue waits for the better as well", "a1 b1", "+Pa +Qab~", "@=PQ a=P/Q b=Q"),
    Story("who has the first choice waits for nothing", "a1 b1", "+Pab~", "@=P a=P"),
    Story("none free: they wait for the first", "a1 b1", "+Pa +Qb +Rab", "@=PQR a=P/R b=Q"),
    Story("none free: they wait once, accepting or not", "a1 b1", "+Pa +Qb +Rab~", "@=PQR a=P/R b=Q"),
    Story("the third when two are full", "a1 b1 c1", "+Pa +Qb +Rabc", "@=PQR a=P b=Q c=R"),
    Story("with the third they wait for the first alone", "a1 b1 c1", "+Pa +Qb +Rabc~", "@=PQR a=P/R b=Q c=R"),
]
SLOTS = [
    Story("one of each slot", "a1 d1", "+Pad", "@=P a=P d=P"),
    Story("slots do not wait for each other", "a1 d1", "+Pa +Qad", "@=PQ a=P/Q d=Q"),
    Story("they wait once in each slot", "a1 d1", "+Pad +Qad", "@=PQ a=P/Q d=P/Q"),
    Story("each slot has its own order of choices", "a1 b1 d1 e1", "+Pad +Qadbe", "@=PQ a=P b=Q d=P e=Q"),
    Story("choices of both slots mixed", "a1 b1 d1 e1", "+Pae +Qeabd~", "@=PQ a=P/Q b=Q d=Q e=P/Q"),
    Story("a better place in one slot leaves the other alone", "a1 b1 d1", "+Pa +Qabd~ -P", "@=Q a=Q d=Q"),
    Story("who cancels frees both slots", "a1 d1", "+Pad +Qad -P", "@=Q a=Q d=Q"),
]
LONG = [
    Story("the long one fills both slots", "l1 a1 d1", "+Plad", "@=P l=P"),
    Story("a short one preferred keeps the long one away", "l1 a1 d1", "+Pald", "@=P a=P d=P"),
    Story("the long one full gives a short one in each slot", "l1 a1 d1", "+Ql +Plad", "@=PQ l=Q a=P d=P"),
    Story("and the queue of the long one to who accepts", "l1 a1 d1", "+Ql +Plad~", "@=PQ l=Q/P a=P d=P"),
    Story("only the long one asked for, and full", "l1 a1", "+Ql +Pl", "@=PQ l=Q/P"),
    Story("who enters the long one leaves both short ones", "l1 a1 d1", "+Ql +Plad~ -Q +Ra +Sd", "@=PRS l=P a=R d=S"),
    Story("both are handed on at once", "l1 a1 d1", "+Ql +Plad~ +Ra +Sd -Q", "@=PRS l=P a=R d=S"),
    Story("a long one withdrawn gives both slots", "l1 a1 d1", "+Plad xl", "@=P a=P d=P"),
    Story("the short one of the other slot stays free for others", "l1 d1", "+Pld +Qd", "@=PQ l=P d=Q"),
]
PROMOTION = [
    Story("a freed place goes to the lowest number", "a1", "+Pa +Qa +Ra -P", "@=QR a=Q/R"),
    Story("leaving the queue frees nothing", "a1", "+Pa +Qa +Ra -Q", "@=PR a=P/R"),
    Story("a newcomer does not take what was freed for the queue", "a1", "+Pa +Qa -P +Ra", "@=QR a=Q/R"),
    Story("who enters the better leaves the lesser", "a1 b1", "+Pa +Qab~ -P +Rb", "@=QR a=Q b=R"),
    Story("the lesser goes to who waits for it", "a1 b1", "+Pa +Qab~ +Rb -P", "@=QR a=Q b=R"),
    Story("a chain over three workshops", "a1 b1 c1", "+Pa +Qab~ +Rbc~ +Sc -P", "@=QRS a=Q b=R c=S"),
    Story("the chain stops where nobody waits", "a1 b1 c1", "+Pa +Qab~ +Rbc~ -P +Sc", "@=QRS a=Q b=R c=S"),
    Story("a chain passes the one who waits behind", "a1 b1", "+Pa +Qab~ +Ra +Sb -P", "@=QRS a=Q/R b=S"),
    Story("who waits for nothing is not moved when a better is freed", "a1 b1", "+Pa +Qab -P", "@=Q b=Q"),
    Story("a raise lets in as many as it gives, in order", "a1", "+Pa +Qa +Ra +Sa =a3", "@=PQRS a=PQR/S"),
    Story("without limit the whole queue enters", "a1", "+Pa +Qa +Ra =a", "@=PQR a=PQR"),
    Story("a raise moves a chain too", "a1 b1", "+Pa +Qab~ +Rb =a2", "@=PQR a=PQ b=R"),
    Story("who came back waits at the end", "a1", "+Pa +Qa -P +Pa", "@=PQ a=Q/P"),
]
CAPACITY = [
    Story("below the places taken is refused", "a2", "+Pa +Qa =a1", "@=PQ a=PQ", refused="=a1"),
    Story("a limit below the places taken is refused", "a", "+Pa +Qa =a1", "@=PQ a=PQ", refused="=a1"),
    Story("zero is refused while somebody is there", "a2", "+Pa =a0", "@=P a=P", refused="=a0"),
    Story("down to the places taken is allowed", "a3", "+Pa +Qa =a2 +Ra", "@=PQR a=PQ/R"),
    Story("the queue does not count", "a1", "+Pa +Qa =a1", "@=PQ a=P/Q"),
    Story("zero where everybody has left", "a1", "+Pa -P =a0 +Qa", "@=Q a=/Q"),
    Story("the day below its places is refused, workshops stay", "a2", "+Pa +Qa =@1", "@=PQ a=PQ", 3, refused="=@1"),
]
DAY = [
    Story("who waits for the day holds no workshop place", "a5", "+Pa +Qa", "@=P/Q a=P/Q", 1),
    Story("who gets the day gets their workshop", "a5", "+Pa +Qa -P", "@=Q a=Q", 1),
    Story("they wait in their first choice of each slot", "a b d", "+P +Xabd", "@=P/X a=/X d=/X", 1),
    Story("a free place for which only they wait is for others", "a1", "+P +Q +Xa *Qa", "@=PQ/X a=Q/X", 2),
    Story("they are passed over in the queue", "a1 b1", "+Pa +Qb +Xa *Qab~ *P", "@=PQ/X a=Q/X", 2),
    Story("with the day they keep their number", "a1", "+Pa +Q +Xa *Qa =@3 -P", "@=QX a=X/Q", 2),
    Story("the day found, the workshop full: they wait on", "a1", "+Pa +Xa =@2", "@=PX a=P/X", 1),
    Story("the day found, the second choice", "a1 b1", "+Pa +Xab =@2", "@=PX a=P b=X", 1),
    Story("the second choice, and on for the first", "a1 b1", "+Pa +Xab~ =@2", "@=PX a=P/X b=X", 1),
    Story("several get the day: workshops in their order", "a1", "+P +Xa +Ya =@3", "@=PXY a=X/Y", 1),
    Story("who leaves the queue of the day leaves all queues", "a1", "+P +Xa +Ya -X", "@=P/Y a=/Y", 1),
    Story("a change while waiting for the day", "a1 b1", "+P +Xa *Xb", "@=P/X b=/X", 1),
    Story("a day without any place", "a1", "+Xa +Ya", "@=/XY a=/XY", 0),
]
FREEZE = [
    Story("frozen: what is freed stays free", "a1", "+Pa +Qa ice -P", "@=Q a=/Q"),
    Story("the team lets the next in", "a1", "+Pa +Qa ice -P !a", "@=Q a=Q"),
    Story("as many as there are places, in order", "a1", "+Pa +Qa +Ra ice -P !a", "@=QR a=Q/R"),
    Story("frozen: newcomers do not take it either", "a1", "+Pa +Qa ice -P +Ra", "@=QR a=/QR"),
    Story("they take their second choice", "a1 b1", "+Pa +Qa ice -P +Rab", "@=QR a=/Q b=R"),
    Story("frozen: a place for which nobody waits is taken", "a2", "+Pa ice +Qa", "@=PQ a=PQ"),
    Story("frozen: a raise lets nobody in", "a1", "+Pa +Qa ice =a2", "@=PQ a=P/Q"),
    Story("until the team says so", "a1", "+Pa +Qa ice =a2 !a", "@=PQ a=PQ"),
    Story("no longer frozen: handed on at once", "a1", "+Pa +Qa ice -P thaw", "@=Q a=Q"),
    Story("frozen: the day stays free as well", "a1", "+P +Xa ice -P", "@=/X a=/X", 1),
    Story("the day given by hand brings the workshop", "a1", "+P +Xa ice -P !@", "@=X a=X", 1),
    Story("letting in where no place is free does nothing", "a1", "+Pa +Qa !a", "@=PQ a=P/Q"),
    Story("by hand nobody enters without the day", "a1", "+P +Xa ice !a", "@=P/X a=/X", 1),
]
TEAM = [
    Story("put into a free workshop", "a1 b1", "+Pb ^Pa", "@=P a=P"),
    Story("what they leave is handed on", "a1 b1", "+Pb +Qb ^Pa", "@=PQ a=P b=Q"),
    Story("a full one: they wait and keep what they have", "a1 b1", "+Pa +Qb ^Qa", "@=PQ a=P/Q b=Q"),
    Story("and enter it in their turn", "a1 b1", "+Pa +Qb ^Qa -P", "@=Q a=Q"),
    Story("the team overtakes nobody", "a1", "+Pa +Qa +R ^Ra", "@=PQR a=P/QR"),
    Story("nor while frozen", "a1", "+Pa +Qa +R ice -P ^Ra", "@=QR a=/QR"),
    Story("nor from another workshop, which they keep", "a1 b1", "+Pa +Qa +Rb ice -P ^Ra", "@=QR a=/QR b=R"),
    Story("put into a workshop without the day: they wait", "a1", "+P +X ^Xa", "@=P/X a=/X", 1),
]
CHANGES = [
    Story("what is dropped goes to the next", "a1", "+Pa +Qa *P", "@=PQ a=Q"),
    Story("a better one that is free is taken", "a1 b1", "+Pb *Pab", "@=P a=P"),
    Story("a better one that is full: they keep what they have", "a1 b1", "+Pa +Qb *Pba", "@=PQ a=P b=Q"),
    Story("and wait for it if they accept", "a1 b1", "+Pa +Qb *Pba~", "@=PQ a=P b=Q/P"),
    Story("who accepts no more stops waiting", "a1 b1", "+Pa +Qab~ *Qab -P", "@=Q b=Q"),
    Story("the same wishes again keep the number", "a1", "+Pa +Qa +Ra *Qa -P", "@=QR a=Q/R"),
    Story("one more wish keeps the number of the other", "a1 d1", "+Pa +Qa +Ra *Qda -P", "@=QR a=Q/R d=Q"),
    Story("who left the queue comes back at the end", "a1", "+Pa +Qa +Ra *Q *Qa -P", "@=QR a=R/Q"),
    Story("who left their place comes back at the end", "a1", "+Pa +Qa *P *Pa", "@=PQ a=Q/P"),
    Story("two who would change places wait for each other", "a1 b1", "+Pa +Qb *Pba~ *Qab~", "@=PQ a=P/Q b=Q/P"),
    Story("one more place and both change", "a1 b1", "+Pa +Qb *Pba~ *Qab~ =a2", "@=PQ a=Q b=P"),
    Story("a change does not overtake", "a1 b1", "+Pa +Qa +Rb *Rab~ -P", "@=QR a=Q/R b=R"),
]
WITHDRAWN = [
    Story("everybody gets the next choice", "a1 b1", "+Pab xa", "@=P b=P"),
    Story("nothing where there is no other choice", "a1 b1", "+Pa xa", "@=P"),
    Story("the next is full: they wait for it", "a1 b1", "+Qb +Pab xa", "@=PQ b=Q/P"),
    Story("in the order of their numbers", "a2 b1", "+Pab +Qab xa", "@=PQ b=P/Q"),
    Story("who waited for it gets the next", "a1 b1", "+Pa +Qb +Rab =b2 xa", "@=PQR b=QR"),
    Story("who waited for it waits for the next better", "a1 b1 c1", "+Pa +Qb +Rabc~ xa", "@=PQR b=Q/R c=R"),
    Story("the other slot is left alone", "a1 d1", "+Pad xa", "@=P d=P"),
    Story("without the day they wait in the next", "a1 b1", "+P +Xab xa", "@=P/X b=/X", 1),
]
MOVED = [
    Story("they keep what they preferred", "a1 d1", "+Pad a>2", "@=P a=P"),
    Story("the other is handed on", "a1 d1", "+Pad +Qd a>2", "@=PQ a=P d=Q"),
    Story("the one that moved is the lesser", "a1 d1", "+Pda +Qa a>2", "@=PQ a=Q d=P"),
    Story("no conflict: places and queue move along", "a1", "+Pa +Qa a>2", "@=PQ a=P/Q"),
    Story("after the move both fit into a day", "a b", "+Pa b>2 +Qab", "@=PQ a=PQ b=Q"),
    Story("a move out of the way harms nobody", "a1 d1", "+Pad a>3", "@=P a=P d=P"),
]
STORIES = CHOICES + SLOTS + LONG + PROMOTION + CAPACITY + DAY + FREEZE + TEAM + CHANGES + WITHDRAWN + MOVED
