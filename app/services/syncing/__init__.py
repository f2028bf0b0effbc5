"""Works the channels: sends what waits in the outbox, takes in what the shops tell, compares the two.

records      what is kept on record, as ports
dispatching  the way of messages to one channel
pulling      returns, reports and sales of one channel into the records
watching     takes back what an absolute write put up again
reconciling  what the ledger says beside what the channels show
in_step      how far the shops are in step, as figures and pages
hearing      what the shops tell by themselves
errands      goes and asks for what they told of
rounds       when what is compared
working      one channel at work, all of it in one lane
"""
